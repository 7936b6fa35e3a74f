package dev.nn.spark;

import dev.nn.loss.Loss;
import dev.nn.optimizer.Optimizer;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;

/**
 * A loss or an optimiser on its way to the executors. Both are records of plain numbers as a rule but not {@link
 * Serializable}; so what travels is the class and its components.
 *
 * @param type the record's class, or that of the object itself
 * @param values the record's components, or the object itself
 */
record Shipped(Class<?> type, Object[] values) implements Serializable {
    /**
     * Prepares an object for the journey.
     *
     * @throws IllegalArgumentException if it is neither serialisable nor a record
     */
    static Shipped of(Object object) {
        Class<?> type = object.getClass();
        if (object instanceof Serializable) return new Shipped(type, new Object[] {object});
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    "%s must be a record or Serializable to reach the executors".formatted(type.getName()));
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < values.length; i++) {
                components[i].getAccessor().setAccessible(true);
                values[i] = components[i].getAccessor().invoke(object);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("cannot read " + object, e);
        }
        return new Shipped(type, values);
    }

    Loss loss() {
        return (Loss) unpack();
    }

    Optimizer optimizer() {
        return (Optimizer) unpack();
    }

    private Object unpack() {
        if (!type.isRecord() || Serializable.class.isAssignableFrom(type)) return values[0];
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) types[i] = components[i].getType();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type.getName(), e);
        }
    }
}
