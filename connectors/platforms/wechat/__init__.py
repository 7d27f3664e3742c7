"""WeChat shops (微信小店) through the channels interfaces."""
