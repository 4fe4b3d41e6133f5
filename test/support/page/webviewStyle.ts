/** The part of VS Code's default webview style sheet that Portside's pages rely on. */
export const webviewStyle = `
html { scrollbar-color: var(--vscode-scrollbarSlider-background) transparent }
body {
  overscroll-behavior-x: none;
  background-color: transparent;
  color: var(--vscode-editor-foreground);
  font-family: var(--vscode-font-family);
  font-weight: var(--vscode-font-weight);
  font-size: var(--vscode-font-size);
  margin: 0;
  padding: 0 20px;
}
html, body { background-color: var(--vscode-editor-background) }
img, video { max-width: 100%; max-height: 100% }
a, a code { color: var(--vscode-textLink-foreground) }
a:hover { color: var(--vscode-textLink-activeForeground) }
a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px }
code { font-family: var(--monaco-monospace-font); color: var(--vscode-textPreformat-foreground); background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px }
`;
