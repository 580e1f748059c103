"""What the pictures of all notebooks have in common: one colour and name for each platform."""

PLATFORM_NAMES = {"stockx": "StockX", "alias": "Alias"}
PLATFORM_COLOURS = {"stockx": "#0072B2", "alias": "#D55E00"}
EARLIER_COLOUR = "#999999"
GOOD_COLOUR = "#009E73"
BAD_COLOUR = "#CC3311"
