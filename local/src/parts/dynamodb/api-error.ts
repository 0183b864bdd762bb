/** An answer of DynamoDB that is an error. dynalite throws the same shape. */
export type ApiError = Error & { readonly statusCode: number; readonly body: ApiErrorBody };

type ApiErrorBody = { readonly __type: string; readonly message?: string; readonly [field: string]: unknown };

/** Makes the error that clients know under `name`. `fields` stand beside its message. */
export function apiError(name: string, message: string, fields: object = {}): ApiError {
  const body = { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message, ...fields };
  return Object.assign(new Error(message), { statusCode: 400, body });
}

/** Whether a client gets this error as an answer. Any other error is a defect of the server. */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}
