stage = "test"
tags  = { owner = "data" }
