/** One table in memory: rows by id in insertion order, and rows by each indexed column. */
export class Table<Row extends { id: string }> {
  private rows = new Map<string, Row>()
  private readonly columns: (keyof Row & string)[]
  /** Rows of each value in insertion order. Arrays, because a million rows in maps of their own take half a gigabyte more. */
  private indexes = new Map<string, Map<unknown, Row[]>>()

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

  /** Rows whose indexed column holds the value, oldest first; a copy. */
  by<Column extends keyof Row & string>(column: Column, value: Row[Column]): Row[] {
    return [...this.bucket(column, value)]
  }

  /** How many rows hold the value, without copying them. */
  countBy<Column extends keyof Row & string>(column: Column, value: Row[Column]): number {
    return this.bucket(column, value).length
  }

  /** Whether a row that holds the value passes a test, without copying them. */
  someBy<Column extends keyof Row & string>(column: Column, value: Row[Column], test: (row: Row) => boolean): boolean {
    return this.bucket(column, value).some(test)
  }

  /** One page of the rows that hold the value, newest first, without copying the others. */
  newestBy<Column extends keyof Row & string>(column: Column, value: Row[Column], { limit, offset }: { limit: number, offset: number }): Row[] {
    const rows = this.bucket(column, value)
    const end = Math.max(0, rows.length - offset)
    return rows.slice(Math.max(0, end - limit), end).reverse()
  }

  find(test: (row: Row) => boolean): Row | undefined {
    for (const row of this.rows.values()) if (test(row)) return row
    return undefined
  }

  filter(test: (row: Row) => boolean): Row[] {
    return this.all().filter(test)
  }

  insert(row: Row): Row {
    if (this.rows.has(row.id)) throw new Error(`Two rows with the id ${row.id}`)
    this.rows.set(row.id, row)
    for (const column of this.columns) this.enter(column, row)
    return row
  }

  /** Changes the row in place, so that holders of the row see the new values; it keeps its place in the order. */
  update(id: string, patch: Partial<Row>): Row {
    const row = this.rows.get(id)
    if (!row) throw new Error(`No row ${id}`)
    const moved = this.columns.filter(column => column in patch && patch[column] !== row[column])
    for (const column of moved) this.leave(column, row)
    Object.assign(row, patch)
    for (const column of moved) this.enter(column, row)
    return row
  }

  delete(id: string): Row | undefined {
    const row = this.rows.get(id)
    if (!row) return undefined
    for (const column of this.columns) this.leave(column, row)
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

  /** Takes the rows of another table, which must not be used any more. */
  takeOver(other: Table<Row>): void {
    this.rows = other.rows
    this.indexes = other.indexes
  }

  private bucket(column: string, value: unknown): readonly Row[] {
    const index = this.indexes.get(column)
    if (!index) throw new Error(`No index on ${column}`)
    return index.get(value) ?? []
  }

  private enter(column: keyof Row & string, row: Row): void {
    const index = this.indexes.get(column)
    const rows = index?.get(row[column])
    if (rows) rows.push(row)
    else index?.set(row[column], [row])
  }

  private leave(column: keyof Row & string, row: Row): void {
    const index = this.indexes.get(column)
    const rows = index?.get(row[column])
    if (!rows) return
    // From the end: what goes is mostly what came last.
    const place = rows.lastIndexOf(row)
    if (place >= 0) rows.splice(place, 1)
    if (!rows.length) index?.delete(row[column])
  }
}
