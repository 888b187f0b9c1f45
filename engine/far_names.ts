/**
 * Names of replicas for a program with room for so many of them, in slots by number: each name is
 * one more than a size that people choose (10, 16, 32, 64, ...), so that it finds no slot, or that
 * of n1. Some also begin alike, or are one name with a digit more. None is so large that an array
 * which grows as needed would use up a program's fuel.
 */
export const FAR_NAMES: readonly (readonly string[])[] = [
  ["n1", "n11", "n17", "n33", "n65", "n101", "n129", "n201", "n257"],
  ["n1", "n9", "n13", "n21", "n25", "n51", "n513", "n1001", "n1025"],
];
