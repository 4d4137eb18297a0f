import { graphql } from '../gql'
import { socket } from './client'
import { useAction } from './use-action'

const SignInMutation = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on InvalidCredentialsError {
        message
      }
    }
  }
`)

/** Signs a person in by a cookie, which keeps this browser signed in. */
export function useSignIn() {
  const { run, busy, problem } = useAction(SignInMutation, { answerOf: ({ signIn }) => signIn })
  return {
    /** Resolves to whether it worked; `problem` says why not. */
    async signIn(email: string, password: string): Promise<boolean> {
      const done = await run({ input: { email, password } })
      // The socket says who we are when it opens.
      if (done) socket.reconnect()
      return done !== null
    },
    busy,
    problem: problem?.words,
  }
}
