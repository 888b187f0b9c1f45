/** The folder of this project, without a slash at its end. */
export const ROOT = import.meta.dirname!.replace(/\/tools$/, "");
