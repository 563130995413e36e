"""After how many days a word is asked for. These are reminders of good manners, and no rule of anybody's."""

# Between information given and asking what came of it.
ANSWER_DAYS = 30
# Between somebody's agreeing to be contacted and their hearing from the researcher.
GET_IN_TOUCH_DAYS = 7
