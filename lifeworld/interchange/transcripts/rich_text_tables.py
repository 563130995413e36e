"""Names of RTF control words, sorted by what they mean for the visible words.

Source: Rich Text Format specification 1.9.1, destinations and special characters.
"""

CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
SYMBOLS = {"{": "{", "}": "}", "\\": "\\", "~": " ", "_": "-", "-": "", "\t": "\t"}
PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column", "\n", "\r"})

COUNTED_DESTINATIONS = {
    "footnote": "footnotes",
    "annotation": "comments",
    "pict": "pictures",
    "header": "headers",
    "headerl": "headers",
    "headerr": "headers",
    "headerf": "headers",
    "footer": "headers",
    "footerl": "headers",
    "footerr": "headers",
    "footerf": "headers",
}
"""Groups that are left out; they count when they hold words (pictures count always)."""

_LEFT_OUT_DESTINATIONS_WORDS = (
    "aftncn aftnsep aftnsepc atnauthor atndate atnicn atnid atnparent atnref atntime atrfend "
    "atrfstart author background bkmkend bkmkstart blipuid buptim category colorschememapping "
    "colortbl comment company creatim datafield datastore defchp defpap do doccomm docvar dptxbxtext "
    "ebcend ebcstart factoidname falt fchars ffdeftext ffentrymcr ffexitmcr ffformat ffhelptext ffl "
    "ffname ffstattext file filetbl fldinst fname fontemb fontfile ftncn ftnsep ftnsepc g generator "
    "gridtbl hl hlfr hlinkbase hlloc hlsrc hsv htmltag info keycode keywords latentstyles lchars "
    "levelnumbers leveltext lfolevel linkval list listlevel listname listoverride listoverridetable "
    "listpicture liststylename listtable listtext mailmerge manager mmathPr nesttableprops nextfile "
    "nonesttables nonshppict objalias objclass objdata objname objsect objtime oldcprops oldpprops "
    "oldsprops oldtprops oleclsid operator panose password passwordhash pgp pgptbl picprop pn "
    "pnseclvl pntext pntxta pntxtb printim private propname protend protstart protusertbl pxe revtbl "
    "revtim rsidtbl rxe shprslt sn sp staticval stylesheet subject sv svb tc template themedata title "
    "txe userprops wgrffmtfilter windowcaption writereservation writereservhash xe xform xmlattrname "
    "xmlattrvalue xmlclose xmlname xmlnstbl xmlopen"
)
LEFT_OUT_DESTINATIONS = frozenset(_LEFT_OUT_DESTINATIONS_WORDS.split())
"""Groups without words of the text itself."""

KEPT_STARRED_DESTINATIONS = frozenset({"shpinst", "shptxt", "ud", "shppict"})
"""Groups that readers may skip by the letter of the format but that hold words of the text."""

CHARSET_ENCODINGS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""Font character set numbers that differ from the document's own encoding."""
