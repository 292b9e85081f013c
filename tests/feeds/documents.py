"""Feeds and pages as sites send them, the broken ones too."""

from html import escape

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example &amp; News</title><link>https://example.org/</link><language>en-us</language>{ttl}{items}
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="iso-8859-1"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Caf\u00e9 Wire</title>\
<id>tag:example.org,2024:wire</id>
<updated>2024-05-07T15:00:00Z</updated>
<entry><id>tag:example.org,2024:1</id><title type="html">Harbour &lt;i&gt;reopens&lt;/i&gt;</title>
<link rel="alternate" href="https://example.org/harbour"/><published>2024-05-03T09:10:00+02:00</published>
<updated>2024-05-04T09:10:00+02:00</updated><author><name>Ana Prado</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">\
<p>The harbour opened again.</p><p>Caf\u00e9s followed.</p></div></content></entry>
</feed>""".encode("iso-8859-1")

RDF = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.net/"><title>RDF Gazette</title></channel>
<item rdf:about="https://example.net/one"><title>Bridge closed</title><link>https://example.net/one</link>
<description>The bridge was closed on Monday.</description>\
<dc:date>2024-05-06T08:00:00Z</dc:date></item></rdf:RDF>"""

BROKEN = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
    b"<title>Broken &nbsp; Times</title>"
    b"<item><title>Mayor <b>resigns</b> &amp; leaves</title><link>https://broken.example/mayor</link>"
    b"<description>The caf\xe9 owner & the mayor met &eacute;arly.</description></item>"
    b"<item><title>Cut off</title><link>https://broken.example/cut</link><description>It ends here"
)


def item(number: int, text: str = "", *, link: str | None = None, guid: str | None = None) -> str:
    """An item of RSS; by default with a link and a guid of its own."""
    address = link if link is not None else f"https://example.org/{number}?utm_source=rss"
    name = guid if guid is not None else f"guid-{number}"
    return (
        f"<item><title>Title {number}</title><link>{escape(address)}</link>"
        f'<guid isPermaLink="false">{escape(name)}</guid>'
        "<pubDate>Tue, 07 May 2024 14:30:00 +0200</pubDate>"
        f"<description>{escape(text or f'<p>What item {number} tells.</p>')}</description></item>"
    )


def rss(*items: str, ttl: int | None = None) -> bytes:
    return RSS.format(ttl=f"<ttl>{ttl}</ttl>" if ttl else "", items="".join(items)).encode()


def opml(*addresses: str) -> str:
    listed = "".join(
        f'<outline type="rss" text="a feed" xmlUrl="{escape(address)}"/>' for address in addresses
    )
    return (
        '<?xml version="1.0"?><opml version="2.0"><head><title>mine</title></head>'
        f'<body><outline text="news">{listed}</outline></body></opml>'
    )


def page(text: str) -> bytes:
    paragraphs = "".join(
        f"<p>{text} This is sentence {number} of a page that is long enough to be one.</p>"
        for number in range(8)
    )
    return (
        "<!doctype html><html lang='en'><head><title>A page</title></head><body><nav>Menu</nav>"
        f"<article><h1>A page</h1>{paragraphs}</article></body></html>"
    ).encode()


def sitemap(*urls: str) -> bytes:
    """A sitemap of what `sitemap_url` and `news_url` return."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"\n'
        '  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"\n'
        '  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n'
        f"{''.join(urls)}</urlset>"
    ).encode()


def sitemap_url(number: int, *, link: str | None = None, changed: str | None = None) -> str:
    """An address with a picture, and the date of its last change."""
    date = f"<lastmod>{changed}</lastmod>" if changed else ""
    return (
        f"<url><loc>{escape(link or f'https://example.org/{number}')}</loc>{date}"
        "<image:image><image:loc>https://example.org/a.jpg</image:loc></image:image></url>\n"
    )


def news_url(number: int, title: str, *, link: str | None = None, published: str) -> str:
    """An address of a news sitemap."""
    return (
        f"<url><loc>{escape(link or f'https://example.org/{number}')}</loc><news:news>"
        "<news:publication><news:name>Example News</news:name><news:language>en</news:language>"
        f"</news:publication><news:publication_date>{published}</news:publication_date>"
        f"<news:title>{escape(title)}</news:title></news:news></url>\n"
    )


def index(*sitemaps: tuple[str, str | None]) -> bytes:
    """An index of sitemaps: the address of each, and the date of its last change."""
    listed = "".join(
        f"<sitemap><loc>{escape(address)}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}"
        "</sitemap>"
        for address, changed in sitemaps
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><sitemapindex '
        f'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>'
    ).encode()
