-- Starts Neovim's own LSP client: NETCAT PORT (environment). Prints what the server says.
local function say(...) io.stdout:write(table.concat({ ... }, ': '), '\n') end

local client
local function ask(method, answered)
  local position = { textDocument = { uri = 'file:///x' }, position = { line = 0, character = 0 } }
  client.request(method, position, answered)
end

vim.lsp.start_client({
  name = 'test',
  cmd = { vim.env.NETCAT, '127.0.0.1', vim.env.PORT },
  on_init = function(started)
    client = started
    say('hover', tostring(started.server_capabilities.hoverProvider))
  end,
  handlers = {
    ['window/logMessage'] = function(_, message)
      say('log', message.message)
      ask('textDocument/hover', function(_, result)
        say('result', result.contents)
        ask('textDocument/nothing', function(failure)
          say('error', tostring(failure.code))
          vim.schedule(function() vim.cmd('qall!') end)
        end)
      end)
    end,
  },
})
