import { describe, expect, test } from 'vitest'
import { drawnPlace, highestDrawn, realPlace, scrollScale } from './scroll-scale.ts'

describe('a million rows of 34 pixels', () => {
  const scale = scrollScale(34_000_000, 700)

  test('are drawn in a box that browsers can draw', () => {
    expect(scale.drawn).toBe(highestDrawn)
  })

  test('begin and end where the scroll bar does', () => {
    expect(realPlace(scale, 0)).toBe(0)
    expect(realPlace(scale, scale.drawn - scale.view)).toBe(scale.real - scale.view)
  })

  test('move by what is scrolled near both ends', () => {
    expect(realPlace(scale, 5_000)).toBe(5_000)
    expect(realPlace(scale, scale.drawn - scale.view - 5_000)).toBe(scale.real - scale.view - 5_000)
  })

  test('stand in the middle when the scroll bar does', () => {
    expect(Math.round(realPlace(scale, (scale.drawn - scale.view) / 2))).toBe((scale.real - scale.view) / 2)
  })

  test.each([0, 150_000, 250_000, 17_000_000, 33_000_000, 33_950_000])('at %d are found where the bar is put for them', (place) => {
    expect(realPlace(scale, drawnPlace(scale, place))).toBeCloseTo(place, 3)
  })
})

test('a list of usual length is drawn as high as it is', () => {
  const scale = scrollScale(34_000, 700)
  expect([scale.drawn, realPlace(scale, 1_234), drawnPlace(scale, 1_234)]).toEqual([34_000, 1_234, 1_234])
})
