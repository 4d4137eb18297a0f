import { BadUserInputError } from '../../errors.ts'

/** What a request asks, by whichever transport it came. */
export interface OperationParams {
  readonly query?: string | null
  readonly operationName?: string | null
  readonly variables?: Readonly<Record<string, unknown>> | null
  readonly extensions?: Readonly<Record<string, unknown>> | null
}

/** A request in which there is nothing to be run: 400 for every client. */
export class MalformedRequestError extends BadUserInputError {
  override readonly http = { status: 400, headers: {} }
}

/**
 * What came, if it has the form of a request.
 * @throws MalformedRequestError, which names the field
 */
export function asParams(value: unknown): OperationParams {
  if (!isObject(value)) throw new MalformedRequestError('Send one operation, as an object.')
  for (const name of ['query', 'operationName'])
    if (typeof (value[name] ?? '') !== 'string') throw new MalformedRequestError(`${name} must be a text.`)
  for (const name of ['variables', 'extensions'])
    if (!isObject(value[name] ?? {})) throw new MalformedRequestError(`${name} must be an object.`)
  return value
}

/** Why the address of a GET cannot be read; undefined where it can. */
export function malformedIn(url: string): MalformedRequestError | undefined {
  const { searchParams } = new URL(url)
  for (const name of ['variables', 'extensions']) {
    const text = searchParams.get(name)
    if (text && !isJson(text)) return new MalformedRequestError(`${name} must be JSON.`)
  }
  return undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
