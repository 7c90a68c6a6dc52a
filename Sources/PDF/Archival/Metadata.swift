import Pages
import Texts

/// What a file says of itself in XMP (ISO 16684-1): its title, and the standards that it claims.
struct Metadata {
    static let producer = "Billpress"

    let title: String
    let language: String
    let profile: OutputProfile
    let hasAttachment: Bool

    /// The packet, never compressed (ISO 19005-2, 6.6.2.1).
    var packet: [UInt8] {
        var out = "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        out += "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        out += "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        out += " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
        if profile.isArchival { out += " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"" }
        if profile.isTagged { out += " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"" }
        out += ">\n"
        if profile.isArchival {
            out += "<pdfaid:part>\(hasAttachment ? 3 : 2)</pdfaid:part>"
            out += "<pdfaid:conformance>\(profile.isTagged ? "A" : "U")</pdfaid:conformance>\n"
        }
        if profile.isTagged { out += "<pdfuaid:part>1</pdfuaid:part>\n" }
        out += "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">\(XMLText.escaped(title))</rdf:li></rdf:Alt></dc:title>\n"
        out += "<dc:language><rdf:Bag><rdf:li>\(XMLText.escaped(language))</rdf:li></rdf:Bag></dc:language>\n"
        out += "<pdf:Producer>\(Metadata.producer)</pdf:Producer>\n</rdf:Description>\n"
        if profile.isTagged && profile.isArchival { out += Metadata.extensionSchema }
        return Array((out + "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>").utf8)
    }

    /// PDF/A asks that a schema which it does not know is described, and PDF/UA's is one (ISO 19005-2, 6.6.2.3.3).
    private static let extensionSchema = """
        <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
        xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
        <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
        </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>

        """
}
