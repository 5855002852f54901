import { expect, test } from 'vitest'
import { type Department, departmentTree, findNode, flatNodes, idsUnder, treeRows } from './tree.ts'

const department = (name: string, parentId: string | null = null): Department => ({ id: name, name, parentId, head: null })
const company = [
  department('总部'),
  department('华东', '总部'),
  department('华北', '总部'),
  department('苏州', '华东'),
  department('杭州', '华东'),
]
const people = new Map([
  ['总部', 2],
  ['华东', 1],
  ['苏州', 4],
])

test('people are counted with those of the departments below', () => {
  const tree = departmentTree(company, people)

  expect(flatNodes(tree).map(({ name, level, own, total }) => [name, level, own, total])).toEqual([
    ['总部', 1, 2, 7],
    ['华东', 2, 1, 5],
    ['苏州', 3, 4, 4],
    ['杭州', 3, 0, 0],
    ['华北', 2, 0, 0],
  ])
})

test('what stands below a closed department is not seen', () => {
  const rows = treeRows(departmentTree(company, people), new Set(['华东']))

  expect(rows.map(({ node, position, siblings, isOpen }) => [node.name, position, siblings, isOpen])).toEqual([
    ['总部', 1, 1, true],
    ['华东', 1, 2, false],
    ['华北', 2, 2, true],
  ])
})

test('a department is never offered itself or its own as a parent', () => {
  const tree = departmentTree(company, people)
  const east = findNode(tree, '华东')

  expect(east && [...idsUnder(east)]).toEqual(['华东', '苏州', '杭州'])
})

test('departments in a circle and those whose parent is hidden are shown all the same', () => {
  const tree = departmentTree([department('甲', '乙'), department('乙', '甲'), department('丙', '不可见')], new Map())

  expect(flatNodes(tree).map(({ name, level }) => [name, level])).toEqual([
    ['丙', 1],
    ['甲', 1],
    ['乙', 2],
  ])
})
