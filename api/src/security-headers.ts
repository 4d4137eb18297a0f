import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'

/** Two years: what browsers ask of sites that promise never to come without TLS again (https://hstspreload.org). */
const HSTS_SECONDS = 63_072_000

export type SecurityHeaders = (request: IncomingMessage, response: ServerResponse) => void

/**
 * Headers that narrow what a browser does with what we send: scripts, styles and connections of this origin only, in no
 * foreign frame. The start page shows the demo's two screens in frames of its own.
 * @param options.https whether browsers come by https
 * @param options.consolePath where an interactive console is served, which brings inline scripts; undefined: nowhere
 */
export function securityHeaders(options: {
  https: boolean
  consolePath: string | undefined
}): SecurityHeaders {
  const { https, consolePath } = options
  const common = {
    // Its own name only: what else lives under the domain is not ours to decide.
    strictTransportSecurity: https && { maxAge: HSTS_SECONDS, includeSubDomains: false },
    referrerPolicy: { policy: 'same-origin' },
    // Pages load fonts and pictures of their own only; other sites have no business with them.
    crossOriginResourcePolicy: { policy: 'same-origin' },
  } as const
  const everywhere = helmet({
    ...common,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'https:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        frameSrc: ["'self'"],
        frameAncestors: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
  })
  const forConsole = helmet({ ...common, contentSecurityPolicy: false })

  return (request, response) => {
    const path = request.url?.split('?', 1)[0]
    const apply = path !== undefined && path === consolePath ? forConsole : everywhere
    response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    apply(request, response, (error?: unknown) => {
      if (error) throw error
    })
  }
}
