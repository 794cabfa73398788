/**
 * How Clerk's components look: Nuxt UI's colours by reference, so that they follow light and dark without JavaScript.
 *
 * Passed to the `clerk` module options. Plain data, because it travels in the public runtime configuration.
 */
export const clerkAppearance = {
  // Clerk's rules live in their own cascade layer, below Tailwind's utilities.
  cssLayerName: 'clerk',
  variables: {
    colorPrimary: 'var(--ui-primary)',
    colorPrimaryForeground: 'var(--ui-text-inverted)',
    colorDanger: 'var(--ui-error)',
    colorSuccess: 'var(--ui-success)',
    colorWarning: 'var(--ui-warning)',
    colorNeutral: 'var(--ui-text-highlighted)',
    colorForeground: 'var(--ui-text-highlighted)',
    colorMuted: 'var(--ui-bg-muted)',
    colorMutedForeground: 'var(--ui-text-muted)',
    colorBackground: 'var(--ui-bg)',
    colorInput: 'var(--ui-bg)',
    colorInputForeground: 'var(--ui-text-highlighted)',
    colorRing: 'var(--ui-primary)',
    colorModalBackdrop: 'var(--ui-color-neutral-950)',
    fontFamily: 'inherit',
    fontFamilyButtons: 'inherit',
    fontSize: '0.875rem',
    borderRadius: '0.5rem',
  },
  elements: {
    cardBox: { boxShadow: 'none', border: '1px solid var(--ui-border)' },
    organizationSwitcherTrigger: { width: '100%', minWidth: 0, justifyContent: 'space-between', padding: '0.375rem 0.5rem' },
    organizationPreviewMainIdentifier__organizationSwitcherTrigger: { color: 'var(--ui-text-highlighted)' },
    organizationPreview: { minWidth: 0 },
    userButtonTrigger: { maxWidth: '100%' },
    userButtonBox: { flexDirection: 'row-reverse', maxWidth: '100%' },
    // A long name is cut, and pushes nothing out of its place.
    userButtonOuterIdentifier: { padding: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  },
}

const full = { width: '100%', maxWidth: 'none' }

/** For a component of Clerk's that takes the whole width of its page. The page has the title. */
export const fullWidth = { elements: { rootBox: full, cardBox: full, navbar: { '& h1': { fontSize: '1rem' } } } }
