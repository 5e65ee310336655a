package io.cosymesh.mesh.report;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whether all is well, as far as a service can tell.
 *
 * @param time when it was looked at
 * @param service who tells
 * @param instance which of its processes
 * @param success whether nothing is an error
 * @param categories the checks
 */
public record ChecksAnswer(Instant time, String service, String instance, boolean success, List<Category> categories) {

	public ChecksAnswer {
		categories = List.copyOf(categories);
	}

	static ChecksAnswer of(Instant time, String service, String instance, List<Category> categories) {
		boolean success = categories.stream()
			.flatMap((category) -> category.checks().stream())
			.noneMatch((check) -> check.result() == Result.ERROR);
		return new ChecksAnswer(time, service, instance, success, categories);
	}

	/**
	 * Checks of one kind.
	 *
	 * @param name what they are about
	 * @param checks the checks
	 */
	public record Category(String name, List<Check> checks) {

		public Category {
			checks = List.copyOf(checks);
		}

	}

	/**
	 * One check.
	 *
	 * @param description what should be
	 * @param result whether it is
	 * @param detail what is instead
	 * @param hint what to do
	 * @param doc where to read on
	 * @param service whom it is about
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Check(String description, Result result, @Nullable String detail, @Nullable String hint,
			@Nullable String doc, @Nullable String service) {

		static Check success(String description, String detail) {
			return new Check(description, Result.SUCCESS, detail, null, null, null);
		}

		static Check warning(String description, String detail, String hint, String doc) {
			return new Check(description, Result.WARNING, detail, hint, doc, null);
		}

		static Check error(String description, String detail, String hint, String doc) {
			return new Check(description, Result.ERROR, detail, hint, doc, null);
		}

		/**
		 * Says whom it is about.
		 * @param name short name of the service
		 * @return the check
		 */
		public Check of(String name) {
			return new Check(this.description, this.result, this.detail, this.hint, this.doc, name);
		}

	}

	/**
	 * Whether something is as it should be.
	 */
	public enum Result {

		/** It is. */
		@JsonProperty("success")
		SUCCESS,
		/** It works, but not for long, or not as it should. */
		@JsonProperty("warning")
		WARNING,
		/** It isn't. */
		@JsonProperty("error")
		ERROR

	}

}
