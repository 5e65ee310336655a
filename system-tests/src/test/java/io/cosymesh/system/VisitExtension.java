package io.cosymesh.system;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the page of the running stack, in Chinese on a desk and signed in, or the
 * one browser of all tests to look at it otherwise; and closes both.
 */
final class VisitExtension implements ParameterResolver, AfterEachCallback {

	private static final Namespace NAMESPACE = Namespace.create(VisitExtension.class);

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		return type == Visit.class || type == Chromium.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Chromium chromium = context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(Chromium.class, (type) -> new Chromium(StackExtension.stack(context)), Chromium.class);
		if (parameter.getParameter().getType() == Chromium.class) {
			return chromium;
		}
		Visit visit = chromium.visit();
		context.getStore(NAMESPACE).put(Visit.class, visit);
		return visit;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Visit visit = context.getStore(NAMESPACE).remove(Visit.class, Visit.class);
		if (visit != null) {
			visit.close();
		}
	}

}
