import { useAsk, useAskAnew, useTell } from '#bridge/ask';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { WholeScreen } from '#ui/whole-screen';
import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { PasswordBox } from '#features/access/accounts';
import { accessWords } from './words.ts';

/** The first start: one person becomes the owner. */
export function CreateOwnerPage(props: { readonly corner: ReactNode }) {
  const words = useWords(accessWords);
  return (
    <WholeScreen title={words.ownerTitle} subtitle={words.ownerHint} corner={props.corner}>
      <OwnerForm />
    </WholeScreen>
  );
}

function OwnerForm() {
  const words = useWords(accessWords);
  const errorText = useErrorText();
  const askAnew = useAskAnew();
  const create = useTell('access.createOwner');
  const min = useAsk('access.getWelcome', {}).data?.minPasswordLength ?? 0;
  const form = useForm({
    initialValues: { name: '', login: '', password: '', again: '' },
    validate: {
      name: (name) => (name.trim() === '' ? words.needsName : null),
      login: (login) => (login.trim() === '' ? words.needsLogin : null),
      password: (password) => (Array.from(password).length < min ? words.passwordShort({ min }) : null),
      again: (again, { password }) => (again === password ? null : words.passwordDiffers),
    },
  });
  const submit = form.onSubmit(({ name, login, password }) =>
    create.mutate({ name: name.trim(), login: login.trim(), password }, { onSuccess: () => askAnew() }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput
          size="sm"
          label={words.name}
          autoComplete="name"
          autoFocus
          {...form.getInputProps('name')}
        />
        <TextInput
          size="sm"
          label={words.login}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...form.getInputProps('login')}
        />
        <PasswordBox
          label={words.password}
          description={words.passwordRule({ min })}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <PasswordBox
          label={words.passwordAgain}
          autoComplete="new-password"
          {...form.getInputProps('again')}
        />
        {create.error && (
          <Alert color="red" role="alert" p="xs">
            <Text size="sm">{errorText(create.error)}</Text>
          </Alert>
        )}
        <Button type="submit" size="sm" fullWidth mt={4} loading={create.isPending}>
          {words.create}
        </Button>
      </Stack>
    </form>
  );
}
