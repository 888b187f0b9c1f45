/** Thrown by a handler to end the request with a status: the nearest `_error` page renders it. */
export class HttpError extends Error {
  override name = "HttpError";

  constructor(readonly status: number, message?: string, options?: ErrorOptions) {
    super(message, options);
  }
}
