import { expect, test } from 'vitest'
import { visitPlace } from './visit-place.ts'

const hospital = { latitude: 31.2989, longitude: 120.5853 }
const atTheDoor = { latitude: 31.2995, longitude: 120.5853, accuracy: 12.4 }
const acrossTown = { latitude: 31.3189, longitude: 120.5853, accuracy: 20 }

test.each([
  ['at the door', atTheDoor, { location: 'located', accuracy: 12, distance: 67, isFar: false }],
  ['across town', acrossTown, { location: 'located', distance: 2224, isFar: true }],
  ['across town, as far as a rough position can tell', { ...acrossTown, accuracy: 2000 }, { location: 'rough', isFar: false }],
  ['permission refused', 'refused', { location: 'refused', latitude: null, distance: null, isFar: false }],
] as const)('%s', (_, place, told) => {
  expect(visitPlace({ place, customer: hospital, farMetres: 500 })).toMatchObject(told)
})

test('without a place of the customer there is no distance', () => {
  expect(visitPlace({ place: acrossTown, customer: null, farMetres: 500 })).toMatchObject({
    latitude: 31.3189,
    distance: null,
    isFar: false,
  })
})
