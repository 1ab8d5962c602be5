"""The integreringsplan: its typed plan, its rules and the law they rest on."""
