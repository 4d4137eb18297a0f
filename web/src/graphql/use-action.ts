import { useRef, useState } from 'react'
import { type AnyVariables, type TypedDocumentNode, useMutation } from 'urql'
import { failureWords } from './failure'

/** What to say beside a form, or beside the one field of it that is wrong. */
export type FormProblem = {
  /** Of the answer, for what a page does otherwise than say it. */
  code: string | undefined
  /** Of the input. */
  field: string | undefined
  words: string
}

type Answer = { code?: string; message?: string; path?: readonly string[] }
type Payload<Shape> = Exclude<Shape, { message: string }>

type ActionOptions<Data, Shape> = {
  /** The field of the mutation: a payload, or an error with its `message`. */
  answerOf: (data: Data) => Shape
  /** How people call the fields of the input: `{ email: 'The e-mail address' }`. */
  names?: Readonly<Record<string, string>>
}

/** A mutation behind a form: sends it, and keeps in words why it was refused. */
export function useAction<Data, Variables extends AnyVariables, Shape extends object>(
  document: TypedDocumentNode<Data, Variables>,
  { answerOf, names = {} }: ActionOptions<Data, Shape>,
) {
  const [{ fetching }, send] = useMutation(document)
  const [problem, setProblem] = useState<FormProblem>()
  const underWay = useRef(false)
  return {
    /** Resolves to the payload, or null when it was refused: `problem` then says why. While one is under way, another does nothing. */
    async run(variables: Variables): Promise<Payload<Shape> | null> {
      if (underWay.current) return null
      underWay.current = true
      setProblem(undefined)
      const { data, error } = await send(variables)
      underWay.current = false
      const answer: (Shape & Answer) | undefined = data ? answerOf(data) : undefined
      if (answer && answer.message === undefined) return answer as unknown as Payload<Shape>
      setProblem(
        answer ? refusal(answer, names) : { code: undefined, field: undefined, words: failureWords(error) },
      )
      return null
    },
    busy: fetching,
    problem,
    /** What is wrong with one field, for the field itself to show. */
    problemOf: (field: string) => (problem?.field === field ? problem.words : undefined),
    /** What is wrong, unless it is one of these fields' to show. */
    problemBut: (...fields: string[]) =>
      problem && !fields.includes(problem.field ?? '') ? problem.words : undefined,
  }
}

/** The server begins what it says of a field with the field's name, which only programs know. */
function refusal({ code, message = '', path }: Answer, names: Readonly<Record<string, string>>): FormProblem {
  const field = path?.[0]
  const name = field && names[field]
  return { code, field, words: name ? message.replace(/^\S+/, name) : message }
}
