"""Niêm Yết: a catalogue of administrative procedures in plain files becomes a static site.

The rooms of the program, modules and packages, in the order in which data flows.  Each imports
only from rooms above it, which a test holds.

What many rooms share:
    findings          what is wrong, where, how to repair it
    progress          how long work tells that it goes on
    parallel          work shared among processes
    lock              one at a time
    cache_file        a file of the cache, used only if whole
    kept              what one build has made and the next may use
    addresses         permanent addresses of pages
    paper_addresses   permanent addresses of papers
    templating        Jinja as this project uses it

From files to the checked catalogue:
    model             the records, in the words of the law
    form_model        the records of a form
    catalogue         all records as one value
    canonical         a record's one form, from which hashes are made
    completeness      how well a procedure's parts are known
    syntax            faults of YAML's syntax in words
    load              YAML -> trees of text
    bind              trees -> records
    importers         other systems' records -> the catalogue's files
    check             the rules
    located           flaws -> findings with file and line
    inspection        what a file from elsewhere may hide
    form_definitions  the files of forms that the site sets
    official_files    the files of forms that others set
    shared_files      the files of all records but the procedures
    layout            which files of the catalogue's folder are read
    store             procedures read, kept between builds
    folder            the catalogue's folder as a whole
    results           settlement results, month by month
    editions          what was published on which day
    schema_words      records and keys in Vietnamese
    schemas           JSON Schemas for editors

From the catalogue to pages and files:
    output            the site's folder; only what is stale is made
    views             what each kind of page says
    answers           data that pages load when a reader asks
    short_addresses   where printed codes lead
    feeds             Atom feeds
    sitemap           the sitemap and robots.txt
    exports           open data, a module for each format
    minified          scripts without what only their readers need
    search            the index of titles, and Pagefind
    website           what MkDocs draws: the shells, the hand-written pages
    drawing           the shells, kept between builds
    fee_tables        price lists, kept between builds
    render            views + templates + shells -> pages
    documents         what is printed or filled in
    open_data         all that a site has for those who reuse its data
    public_record     all that a site shows of its own past
    publishing        the catalogue -> a new edition
    build             the stages in order

From the site to the world:
    preview           a look at the site on this machine
    signing           what is signed, by whom and how
    mirror            a ward's copy
    origin            a signed site as a plain folder, and its ways out
    cli               the commands
"""
