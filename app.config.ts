export default defineAppConfig({
  ui: {
    colors: { primary: 'lagoon', neutral: 'zinc', warning: 'amber' },
    dashboardNavbar: { slots: { title: 'font-semibold text-highlighted' } },
    table: { slots: { th: 'py-2.5 text-xs font-medium text-muted', td: 'py-2.5' } },
  },
})
