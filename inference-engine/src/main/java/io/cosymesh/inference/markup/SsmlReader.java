package io.cosymesh.inference.markup;

import java.io.StringReader;
import java.time.Duration;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import io.cosymesh.inference.text.BracketTags;
import org.jspecify.annotations.Nullable;

/**
 * Reads a subset of SSML 1.1: {@code speak}, {@code p}, {@code s}, {@code break},
 * {@code prosody}, {@code emphasis}, {@code strong} and {@code sub}. Any other element is
 * refused by name, since leaving it out would say something else than was asked.
 */
final class SsmlReader {

	private static final XMLInputFactory FACTORY = factory();

	private static final int DEEPEST = 16;

	private static final String ELEMENTS = "speak, p, s, break, prosody, emphasis, strong, sub";

	private final Passages passages;

	private int depth;

	SsmlReader(Passages passages) {
		this.passages = passages;
	}

	void read(String text) throws MarkupException {
		BracketTags.Fault fault = BracketTags.firstFault(text, true).orElse(null);
		if (fault != null) {
			throw MarkupException.unknownTag(fault, fault.position());
		}
		try {
			XMLStreamReader xml = FACTORY.createXMLStreamReader(new StringReader(text.strip()));
			while (xml.hasNext()) {
				switch (xml.next()) {
					case XMLStreamConstants.START_ELEMENT -> start(xml);
					case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
					case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
						new TagReader(this.passages).read(xml.getText());
					case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw new MarkupException(
							"ssml-not-supported", "SSML must do without a document type and entities");
					default -> {
					}
				}
			}
		}
		catch (XMLStreamException ex) {
			throw new MarkupException("ssml-malformed", "The SSML is no well-formed XML at line %d, column %d"
				.formatted(ex.getLocation().getLineNumber(), ex.getLocation().getColumnNumber()));
		}
	}

	private void start(XMLStreamReader xml) throws MarkupException, XMLStreamException {
		if (++this.depth > DEEPEST) {
			throw new MarkupException("ssml-too-deep", "SSML may be nested %d deep".formatted(DEEPEST));
		}
		String name = xml.getLocalName();
		if (name.equals("speak") != (this.depth == 1)) {
			throw unsupported(xml);
		}
		switch (name) {
			case "speak" -> {
			}
			case "p", "s" -> this.passages.endSentence();
			case "break" -> this.passages.pause(length(xml));
			case "prosody" -> this.passages.begin(prosody(xml));
			case "emphasis" -> this.passages.begin(emphasis(xml.getAttributeValue(null, "level")));
			case "strong" -> this.passages.begin(Delivery.STRONG);
			case "sub" -> substitute(xml);
			default -> throw unsupported(xml);
		}
	}

	private void end(String name) throws MarkupException {
		this.depth--;
		switch (name) {
			case "prosody", "emphasis", "strong" -> this.passages.end();
			case "s" -> this.passages.endSentence();
			case "p" -> this.passages.pause(Lengths.strength("weak"));
			default -> {
			}
		}
	}

	private static Duration length(XMLStreamReader xml) throws MarkupException {
		String time = xml.getAttributeValue(null, "time");
		String strength = xml.getAttributeValue(null, "strength");
		if (time != null) {
			return Lengths.time(time);
		}
		return (strength != null) ? Lengths.strength(strength) : Lengths.MEDIUM;
	}

	private static Delivery prosody(XMLStreamReader xml) throws MarkupException {
		Delivery delivery = Delivery.PLAIN;
		for (int i = 0; i < xml.getAttributeCount(); i++) {
			delivery = delivery.and(Prosody.of(xml.getAttributeLocalName(i), xml.getAttributeValue(i)));
		}
		return delivery;
	}

	private static Delivery emphasis(@Nullable String level) throws MarkupException {
		return switch ((level != null) ? level : "moderate") {
			case "strong" -> Delivery.STRONG;
			case "moderate" -> new Delivery(0.94, 0.5, 1.15, 1, false);
			case "none" -> Delivery.PLAIN;
			case "reduced" -> new Delivery(1.08, -0.5, 0.8, -2, false);
			default ->
				throw new MarkupException("ssml-not-supported", "An emphasis is strong, moderate, none or reduced");
		};
	}

	/** Says the alias and not the text it stands for. */
	private void substitute(XMLStreamReader xml) throws MarkupException, XMLStreamException {
		String alias = xml.getAttributeValue(null, "alias");
		xml.getElementText();
		this.depth--;
		if (alias == null) {
			throw new MarkupException("ssml-not-supported", "<sub> needs an alias");
		}
		new TagReader(this.passages).read(alias);
	}

	private static MarkupException unsupported(XMLStreamReader xml) {
		return new MarkupException("ssml-not-supported",
				"The element at line %d, column %d is not followed here; known are %s, with one speak around them"
					.formatted(xml.getLocation().getLineNumber(), xml.getLocation().getColumnNumber(), ELEMENTS));
	}

	private static XMLInputFactory factory() {
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		factory.setProperty(XMLInputFactory.IS_COALESCING, true);
		return factory;
	}

}
