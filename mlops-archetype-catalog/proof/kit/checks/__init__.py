"""The checks, one module for each kind."""

from kit.checks import (
    azure,
    azure_devops,
    azure_ml,
    documents,
    github,
    infrastructure,
    own_tests,
    python,
    security,
    shell,
    upkeep,
)

_MODULES = (github, azure_devops, shell, azure, azure_ml, infrastructure, security, upkeep, documents, own_tests, python)
CHECKS = [check for module in _MODULES for check in module.CHECKS]
