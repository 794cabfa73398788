/** The theme: what is not here is the base's. */
export default defineAppConfig({ ui: { colors: { primary: 'violet' } } })
