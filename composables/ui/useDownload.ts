/**
 * Saves an answer of the organization's API as a file.
 *
 * @returns a function of the path below `/api/orgs/:slug`, the file's name and the query. It rejects with FetchError
 */
export function useDownload() {
  const { orgFetch } = useOrgFetch()
  return async (path: string, name: string, query: Record<string, string | undefined> = {}): Promise<void> => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await orgFetch<Blob>(path, { query, responseType: 'blob' }))
    link.download = name
    link.click()
    URL.revokeObjectURL(link.href)
  }
}
