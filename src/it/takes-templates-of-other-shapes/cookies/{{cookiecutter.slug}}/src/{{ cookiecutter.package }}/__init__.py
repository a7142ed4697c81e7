"""{{ cookiecutter.title | upper }}"""
