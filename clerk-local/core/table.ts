/** One table in memory: rows by id in insertion order, and rows by each indexed column. */
export class Table<Row extends { id: string }> {
  private rows = new Map<string, Row>()
  private readonly columns: (keyof Row & string)[]
  private indexes = new Map<string, Map<unknown, Map<string, Row>>>()

  constructor(columns: (keyof Row & string)[] = []) {
    this.columns = columns
    this.clear()
  }

  get size(): number {
    return this.rows.size
  }

  get(id: string | null | undefined): Row | undefined {
    return id ? this.rows.get(id) : undefined
  }

  all(): Row[] {
    return [...this.rows.values()]
  }

  /** Rows whose indexed column holds the value. */
  by<Column extends keyof Row & string>(column: Column, value: Row[Column]): Row[] {
    const index = this.indexes.get(column)
    if (!index) throw new Error(`No index on ${column}`)
    return [...(index.get(value)?.values() ?? [])]
  }

  /** How many rows hold the value, without copying them. */
  countBy<Column extends keyof Row & string>(column: Column, value: Row[Column]): number {
    return this.indexes.get(column)?.get(value)?.size ?? 0
  }

  find(test: (row: Row) => boolean): Row | undefined {
    for (const row of this.rows.values()) if (test(row)) return row
    return undefined
  }

  filter(test: (row: Row) => boolean): Row[] {
    return this.all().filter(test)
  }

  insert(row: Row): Row {
    this.rows.set(row.id, row)
    this.index(row, true)
    return row
  }

  /** Changes the row in place, so that holders of the row see the new values. */
  update(id: string, patch: Partial<Row>): Row {
    const row = this.rows.get(id)
    if (!row) throw new Error(`No row ${id}`)
    this.index(row, false)
    Object.assign(row, patch)
    this.index(row, true)
    return row
  }

  delete(id: string): Row | undefined {
    const row = this.rows.get(id)
    if (!row) return undefined
    this.index(row, false)
    this.rows.delete(id)
    return row
  }

  clear(): void {
    this.rows = new Map()
    this.indexes = new Map(this.columns.map(column => [column, new Map()]))
  }

  load(rows: Row[]): void {
    this.clear()
    for (const row of rows) this.insert(row)
  }

  private index(row: Row, present: boolean): void {
    for (const column of this.columns) {
      const index = this.indexes.get(column)
      if (!index) continue
      const key = row[column]
      let bucket = index.get(key)
      if (!bucket) index.set(key, bucket = new Map())
      if (present) bucket.set(row.id, row)
      else bucket.delete(row.id)
    }
  }
}
