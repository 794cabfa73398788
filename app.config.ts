export default defineAppConfig({
  ui: {
    colors: { primary: 'lagoon', neutral: 'zinc', warning: 'amber' },
    dashboardNavbar: { slots: { title: 'font-semibold text-highlighted' } },
  },
})
