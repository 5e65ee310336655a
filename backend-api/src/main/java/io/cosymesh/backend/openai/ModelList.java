package io.cosymesh.backend.openai;

import java.time.Instant;
import java.util.List;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The models there are.
 *
 * @param object what this is, {@code list}
 * @param data the models
 */
record ModelList(String object, List<Model> data) {

	static ModelList of(List<String> names) {
		return new ModelList("list", names.stream().map(Model::named).toList());
	}

	/**
	 * A model.
	 *
	 * @param id its name
	 * @param object what this is, {@code model}
	 * @param created when there first was one, in seconds since 1970
	 * @param ownedBy whose it is
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record Model(String id, String object, long created, String ownedBy) {

		private static final Instant FIRST = Instant.parse("2026-11-30T00:00:00Z");

		static Model named(String name) {
			return new Model(name, "model", FIRST.getEpochSecond(), "cosymesh");
		}

	}

}
