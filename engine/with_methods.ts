/**
 * Hands on an object of the program's if it has all the methods that will be called. Otherwise the
 * call itself would throw, in words about our code and not the learner's.
 *
 * @throws TypeError that names the class and the first method that is missing.
 */
export function withMethods<Type extends object>(
  object: Type,
  className: string,
  names: readonly (keyof Type & string)[],
): Type {
  const missing = names.find((name) => typeof object[name] !== "function");
  if (missing === undefined) return object;
  throw new TypeError(`${className} has no method ${missing}: write one`);
}
