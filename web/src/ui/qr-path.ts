/** A QR code's dark modules: a square bitmap, row by row. */
export type Modules = { size: number; data: ArrayLike<number> }

/** One SVG path for all dark modules, a unit each; neighbours in a row become one bar, which prints without hairlines. */
export function qrPath({ size, data }: Modules): string {
  let path = ''
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!data[row * size + column]) continue
      const start = column
      while (column + 1 < size && data[row * size + column + 1]) column++
      path += `M${start} ${row}h${column - start + 1}v1h-${column - start + 1}z`
    }
  }
  return path
}
