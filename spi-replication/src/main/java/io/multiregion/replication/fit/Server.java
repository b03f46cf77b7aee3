package io.multiregion.replication.fit;

import java.lang.invoke.MethodType;
import java.lang.invoke.TypeDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The classes of a server, asked without initialising any of them. */
final class Server {

    private final ClassLoader classes;
    private final Map<Class<?>, Set<String>> members = new HashMap<>();

    Server(ClassLoader classes) {
        this.classes = classes;
    }

    /** @throws ClassNotFoundException or a {@link LinkageError} if the server has no such class, or lacks what the class needs */
    Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, false, classes);
    }

    /**
     * Whether the JVM would find what is referred to. What can't be looked at, since a class of an optional library is missing, is there.
     */
    boolean has(ClassReference reference) {
        Class<?> owner;
        try {
            owner = type(reference.owner());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
        try {
            if (reference.isType()) {
                return true;
            }
            return reference.isMethod()
                    ? reference.ofInterface() == owner.isInterface() && hasMethod(owner, reference)
                    : inFamily(owner, reference);
        } catch (NoClassDefFoundError optional) {
            return true;
        }
    }

    private boolean hasMethod(Class<?> owner, ClassReference reference) {
        if (reference.name().equals("<init>")) {
            return members(owner).contains("<init>" + reference.descriptor());
        }
        // what is polymorphic in its signature (a method handle's) is Java's own, and not asked for here
        return inFamily(owner, reference);
    }

    private boolean inFamily(Class<?> owner, ClassReference reference) {
        String wanted = reference.name() + reference.descriptor();
        return family(owner).stream().anyMatch(type -> members(type).contains(wanted));
    }

    /** Constructors, methods and fields that others may use. Private ones are for their own class, and for those compiled with it. */
    private Set<String> members(Class<?> type) {
        return members.computeIfAbsent(type, any -> {
            Set<String> all = new HashSet<>();
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                add(all, constructor, "<init>", MethodType.methodType(void.class, constructor.getParameterTypes()));
            }
            for (Method method : type.getDeclaredMethods()) {
                add(all, method, method.getName(), signature(method));
            }
            for (Field field : type.getDeclaredFields()) {
                add(all, field, field.getName(), field.getType());
            }
            return all;
        });
    }

    private static void add(Set<String> all, Member member, String name, TypeDescriptor type) {
        if (!Modifier.isPrivate(member.getModifiers())
                || ClassReference.isOurs(member.getDeclaringClass().getName())) {
            all.add(name + type.descriptorString());
        }
    }

    /** A class, its superclasses and all their interfaces; for an interface {@code Object} as well. */
    static List<Class<?>> family(Class<?> type) {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            all.add(at);
            for (Class<?> implemented : at.getInterfaces()) {
                all.addAll(family(implemented));
            }
        }
        if (type.isInterface()) {
            all.add(Object.class);
        }
        return all;
    }

    static String descriptor(Method method) {
        return signature(method).descriptorString();
    }

    private static MethodType signature(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    }
}
