import { describe, expect, it } from 'vitest'
import { Table } from '../../clerk-local/core/store/table.ts'

interface Row { id: string, color: string | null, size: number }

function filled() {
  const table = new Table<Row>(['color'])
  for (let i = 0; i < 6; i++) table.insert({ id: `row_${i}`, color: i % 2 ? 'red' : 'blue', size: i })
  return table
}
const ids = (rows: Row[]) => rows.map(row => row.id)

describe('a table', () => {
  it('finds rows by an indexed column in the order they came', () => {
    const table = filled()
    expect(ids(table.by('color', 'red'))).toEqual(['row_1', 'row_3', 'row_5'])
    expect(table.by('color', 'green')).toEqual([])
    expect([table.countBy('color', 'red'), table.someBy('color', 'red', row => row.size > 4), table.someBy('color', 'blue', row => row.size > 4)]).toEqual([3, true, false])
  })

  it('keeps the order when rows change, and moves a row whose indexed value changes', () => {
    const table = filled()
    table.update('row_1', { size: 10 })
    table.update('row_3', { color: 'blue' })
    expect(ids(table.by('color', 'red'))).toEqual(['row_1', 'row_5'])
    expect(ids(table.by('color', 'blue'))).toEqual(['row_0', 'row_2', 'row_4', 'row_3'])
    table.delete('row_2')
    expect(ids(table.by('color', 'blue'))).toEqual(['row_0', 'row_4', 'row_3'])
  })

  it('gives pages newest first', () => {
    const table = filled()
    expect(ids(table.newestBy('color', 'red', { limit: 2, offset: 0 }))).toEqual(['row_5', 'row_3'])
    expect(ids(table.newestBy('color', 'red', { limit: 2, offset: 2 }))).toEqual(['row_1'])
    expect(table.newestBy('color', 'red', { limit: 2, offset: 3 })).toEqual([])
    expect(table.newestBy('color', 'red', { limit: 2, offset: 100 })).toEqual([])
  })

  it('gives out copies, and takes no id twice', () => {
    const table = filled()
    table.by('color', 'red').pop()
    expect(table.countBy('color', 'red')).toBe(3)
    expect(() => table.insert({ id: 'row_0', color: null, size: 0 })).toThrow('row_0')
  })
})
