package io.cosymesh.backend.prompt;

import java.util.List;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FormFields;
import io.cosymesh.backend.form.PromptForm;

/**
 * A form that holds the recording and nothing else.
 */
final class NoFields implements FormFields {

	@Override
	public void accept(String field, String value) {
		throw FieldProblems.unknown(field, List.of(PromptForm.PROMPT));
	}

	@Override
	public void requireAll() {
	}

}
