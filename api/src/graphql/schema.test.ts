import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { expect, test } from 'vitest'
import { schema } from './schema.ts'

test('every type, field, argument and value says what it is', () => {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  )
  expect(types.length).toBeGreaterThan(50)
  expect(types.flatMap(withoutDescription)).toEqual([])
})

function withoutDescription(type: GraphQLNamedType): string[] {
  const described = [{ name: type.name, description: type.description }]
  if (isEnumType(type)) {
    for (const value of type.getValues()) described.push({ ...value, name: `${type.name}.${value.name}` })
  }
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields()))
      described.push({ ...field, name: `${type.name}.${field.name}` })
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      const name = `${type.name}.${field.name}`
      described.push({ ...field, name })
      for (const argument of field.args) described.push({ ...argument, name: `${name}(${argument.name})` })
    }
  }
  return described.filter(({ description }) => !description).map(({ name }) => name)
}
