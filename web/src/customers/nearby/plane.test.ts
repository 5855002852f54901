import { expect, test } from 'vitest'
import { boxFilter, clustered, placedAt } from './plane.ts'

const hospital = { latitude: 31.2989, longitude: 120.5853 }

test('east, north and the distance are metres', () => {
  const { metres, east, north } = placedAt('a', { latitude: 31.3079, longitude: 120.5958 }, hospital)
  expect([Math.round(north / 10), Math.round(east / 10), Math.round(metres / 10)]).toEqual([100, 100, 141])
  expect(placedAt('b', { latitude: 0, longitude: -179.99 }, { latitude: 0, longitude: 179.99 }).metres).toBeLessThan(2300)
})

test('the box over the date line is two', () => {
  expect(JSON.stringify(boxFilter(hospital, 1000))).not.toContain('any')
  expect(JSON.stringify(boxFilter({ latitude: 0, longitude: 179.99 }, 5000))).toContain('any')
})

test('points on each other are one', () => {
  expect(
    clustered(
      [
        { x: 1, y: 1 },
        { x: 3, y: 3 },
        { x: 90, y: 90 },
      ],
      20,
    ),
  ).toMatchObject([
    { x: 2, y: 2 },
    { x: 90, y: 90 },
  ])
})
