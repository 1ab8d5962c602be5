# The Makefile's twin for Windows:  .\make.ps1 demo   .\make.ps1 test   .\make.ps1 lint
param([Parameter(Mandatory = $true)][ValidateSet("demo", "test", "lint")][string]$Target)

$ErrorActionPreference = "Stop"
$python = Join-Path ".venv" "Scripts\python.exe"

function Invoke-Step([string]$Program, [string[]]$Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

if (-not (Test-Path $python)) {
    $launcher = if (Get-Command py -ErrorAction SilentlyContinue) { "py" } else { "python" }
    Invoke-Step $launcher @("-c", "import sys; sys.exit('Python 3.11 or newer is needed.' if sys.version_info < (3, 11) else 0)")
    Invoke-Step $launcher @("-m", "venv", ".venv")
}
$what = if ($Target -eq "demo") { "." } else { ".[test]" }
Invoke-Step $python @("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", "constraints.txt", "-e", $what)

switch ($Target) {
    "demo" { Invoke-Step $python @("-m", "integplan_pdf", "demo", "-o", "demo") }
    "test" { Invoke-Step $python @("-m", "pytest", "-n", "auto", "--maxprocesses", "4") }
    "lint" {
        Invoke-Step $python @("-m", "ruff", "check", ".")
        Invoke-Step $python @("-m", "ruff", "format", "--check", ".")
        Invoke-Step $python @("-m", "mypy")
        Invoke-Step (Join-Path ".venv" "Scripts\lint-imports.exe") @()
    }
}
