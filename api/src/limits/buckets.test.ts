import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from '../repository.ts'
import { BUCKETS, type Bucket } from './buckets.ts'

const ROW = /^\| `(\w+)` \| [^|]+ \| (\d+) in (\d+) (s|min) \| [^|]+ \|$/gm

test('the table for those who run it has every limit, by its numbers', () => {
  const text = readFileSync(join(REPOSITORY, 'docs/deployment.md'), 'utf8')
  const told = [...text.matchAll(ROW)].map(([, name, points, time, unit]): [string, Bucket] => [
    String(name),
    { points: Number(points), seconds: Number(time) * (unit === 'min' ? 60 : 1) },
  ])
  expect(Object.fromEntries(told)).toEqual(BUCKETS)
})
