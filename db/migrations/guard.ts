/**
 * SQL that lets PostgreSQL itself keep a table's rows apart, by `organization_id`. Forced, because the app's role owns the
 * tables. A tenant's rows show in that tenant's reads and to units of work, which alone write.
 *
 * @returns statements to run once, after the table is made
 */
export const guardTenants = (table: string): string => [
  `ALTER TABLE "${table}" ENABLE ROW LEVEL SECURITY;`,
  `ALTER TABLE "${table}" FORCE ROW LEVEL SECURITY;`,
  `CREATE POLICY "tenant" ON "${table}" USING ("organization_id" = current_setting('app.organization_id', true) OR current_setting('app.mirror', true) = 'on') `
  + 'WITH CHECK (current_setting(\'app.mirror\', true) = \'on\');',
].join('\n')
