/**
 * Whether this run leaves out what is the same on every database and takes its time: of CI's two runs the one that asks
 * for the embedded one. What it leaves out is named in scripts/test/environment.ts.
 */
export const isLeftOut = process.env['MENUMATE_TEST_SERVICES'] === 'embedded'
