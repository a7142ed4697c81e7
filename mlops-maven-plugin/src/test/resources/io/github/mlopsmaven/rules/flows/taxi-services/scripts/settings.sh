#!/bin/bash
# What the other scripts need.
export RESOURCE_GROUP=rg-taxi
export WORKSPACE=mlw-taxi
