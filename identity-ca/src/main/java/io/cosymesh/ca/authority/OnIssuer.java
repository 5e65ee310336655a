package io.cosymesh.ca.authority;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Reads {@code cosymesh.ca.issuer}; a name that it doesn't know is refused.
 */
final class OnIssuer extends SpringBootCondition {

	private static final String PROPERTY = "cosymesh.ca.issuer";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Map<String, @Nullable Object> attributes = Objects
			.requireNonNull(metadata.getAnnotationAttributes(ConditionalOnIssuer.class.getName()));
		Issuer chosen = chosen(context.getEnvironment());
		return new ConditionOutcome(chosen == attributes.get("value"), PROPERTY + " is " + name(chosen));
	}

	private static Issuer chosen(Environment environment) {
		String text = environment.getProperty(PROPERTY, name(Issuer.BUILT_IN)).strip();
		return Arrays.stream(Issuer.values())
			.filter((issuer) -> name(issuer).equalsIgnoreCase(text.replace('_', '-')))
			.findFirst()
			.orElseThrow(() -> new InvalidConfigurationPropertyValueException(PROPERTY, text,
					"Set it to one of " + names() + "."));
	}

	private static List<String> names() {
		return Arrays.stream(Issuer.values()).map(OnIssuer::name).toList();
	}

	private static String name(Issuer issuer) {
		return issuer.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
