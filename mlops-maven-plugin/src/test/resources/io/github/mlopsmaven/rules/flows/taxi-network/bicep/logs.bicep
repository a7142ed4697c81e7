param title string
@minValue(7)
@maxValue(90)
param days int
@allowed(['basic', 'premium'])
param tier string
output id string = '${title}-${days}-${tier}'
