package io.cosymesh.inference.markup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.cosymesh.inference.text.BracketTags;

/**
 * Reads the tags that may stand in any text: CosyVoice's {@code [breath]},
 * {@code [quick_breath]} and {@code <strong>}, {@code [pause:0.5s]}, and SSML's
 * {@code <break/>}. Emphasis that is never closed lasts to the end. Pronunciation tags
 * and other sounds are left to the text front end; a word in brackets that is none of
 * these is refused.
 */
final class TagReader {

	private static final Pattern TAG = Pattern.compile("""
			(?<breath>\\[(?<quick>quick_)?breath])\
			|(?<pause>\\[pause:(?<length>[^\\[\\]]{1,12})])\
			|(?<break><break(?<attributes>(?:\\s[^<>]{0,80})?)/?>)\
			|(?<begin><strong>)\
			|(?<end></strong>)""");

	private static final Pattern ATTRIBUTE = Pattern.compile("\\s*(time|strength)\\s*=\\s*[\"']([^\"'<>]*)[\"']\\s*/?");

	private final Passages passages;

	TagReader(Passages passages) {
		this.passages = passages;
	}

	void read(String text) throws MarkupException {
		refuseUnknown(text);
		int outside = this.passages.depth();
		Matcher tags = TAG.matcher(text);
		int position = 0;
		while (tags.find()) {
			this.passages.words(text.substring(position, tags.start()));
			follow(tags, outside);
			position = tags.end();
		}
		this.passages.words(text.substring(position));
		while (this.passages.depth() > outside) {
			this.passages.end();
		}
	}

	private static void refuseUnknown(String text) throws MarkupException {
		BracketTags.Fault fault = BracketTags.firstFault(text, true).orElse(null);
		if (fault != null) {
			throw MarkupException.unknownTag(fault, fault.position());
		}
	}

	private void follow(Matcher tag, int outside) throws MarkupException {
		if (tag.group("breath") != null) {
			this.passages.breath(tag.group("quick") != null);
		}
		else if (tag.group("pause") != null) {
			this.passages.pause(Lengths.time(tag.group("length")));
		}
		else if (tag.group("break") != null) {
			pause(tag.group("attributes"));
		}
		else if (tag.group("begin") != null) {
			this.passages.begin(Delivery.STRONG);
		}
		else if (this.passages.depth() > outside) {
			this.passages.end();
		}
	}

	private void pause(String attributes) throws MarkupException {
		Matcher attribute = ATTRIBUTE.matcher(attributes);
		if (attributes.isBlank() || attributes.strip().equals("/")) {
			this.passages.pause(Lengths.MEDIUM);
		}
		else if (attribute.matches()) {
			this.passages.pause(attribute.group(1).equals("time") ? Lengths.time(attribute.group(2))
					: Lengths.strength(attribute.group(2)));
		}
		else {
			throw Lengths.unreadable();
		}
	}

}
