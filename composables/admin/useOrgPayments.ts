/** A payment of the organization's, as clerk-js tells it; time in ms since 1970. */
export interface Payment { id: string, at: number, amount: string, status: 'pending' | 'paid' | 'failed' }

/** How many of the latest are shown. */
const PAGE = 12

/** What the organization paid last, by clerk-js: AsyncData, in the browser only. Each is an invoice in Clerk's own billing page. */
export function useOrgPayments() {
  const { slug } = useOrgFetch()
  const context = useLoadedOrg()
  const requiredClerk = useRequiredClerk()
  return useOrgData(dataKeys.payments(slug), async () => {
    const { clerk } = await requiredClerk()
    const { data } = await clerk.billing.getPaymentAttempts({ orgId: context.value.org.id, initialPage: 1, pageSize: PAGE })
    return data.map(({ id, amount, status, paidAt, failedAt, updatedAt }): Payment =>
      ({ id, at: (paidAt ?? failedAt ?? updatedAt).getTime(), amount: `${amount.currencySymbol}${amount.amountFormatted}`, status }))
  }, { permission: 'org:sys_billing:manage' }, { server: false })
}
