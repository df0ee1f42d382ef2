/** INTERIM */
export const SidePanel = () => <div style={{ padding: 12 }}>Settings</div>;
