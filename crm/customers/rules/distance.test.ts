import { expect, test } from 'vitest'
import { boxAround, distanceBetween, type Point } from './distance.ts'

const beijing: Point = { latitude: 39.9042, longitude: 116.4074 }
const shanghai: Point = { latitude: 31.2304, longitude: 121.4737 }

test('known distances', () => {
  expect(distanceBetween(beijing, shanghai) / 1000).toBeCloseTo(1067, -1)
  expect(distanceBetween(beijing, beijing)).toBe(0)
  expect(distanceBetween({ latitude: 0, longitude: 179.999 }, { latitude: 0, longitude: -179.999 })).toBeLessThan(300)
  expect(distanceBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 }) / 1000).toBeCloseTo(20_015, 0)
})

test('the box holds whatever is within the distance, near the poles and over the date line too', () => {
  for (let at = 0; at < 2000; at += 1) {
    const centre = { latitude: ((at * 37) % 1790) / 10 - 89.5, longitude: ((at * 73) % 3600) / 10 - 180 }
    const point = { latitude: centre.latitude + ((at * 7) % 100) / 500 - 0.1, longitude: centre.longitude + ((at * 11) % 100) / 250 - 0.2 }
    const metres = distanceBetween(centre, point)
    const { south, north, west, east } = boxAround(centre, metres + 1)
    const longitude = point.longitude > 180 ? point.longitude - 360 : point.longitude < -180 ? point.longitude + 360 : point.longitude
    const isBetween = west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east

    expect([point.latitude >= south && point.latitude <= north, isBetween], JSON.stringify({ centre, point })).toEqual([true, true])
  }
})
