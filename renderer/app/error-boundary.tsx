import { appWords } from './words.ts';
import { useWords } from '#i18n/words';
import { WholeScreen } from '#ui/whole-screen';
import { Button, Code, Group } from '@mantine/core';
import { Component, type ReactNode } from 'react';

type Props = { readonly children: ReactNode; readonly resetKey?: string };
type State = { readonly error: Error | null; readonly resetKey: string | undefined };

/** Catches a page that broke while drawing; another address or "try again" starts afresh. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { error: null, resetKey: props.resetKey };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return <Broken error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}

function Broken(props: { readonly error: Error; readonly onRetry: () => void }) {
  const words = useWords(appWords);
  return (
    <WholeScreen title={words.brokenTitle} subtitle={words.brokenHint}>
      <Code block mb="md">
        {props.error.message}
      </Code>
      <Group gap="sm">
        <Button onClick={props.onRetry}>{words.retry}</Button>
        <Button variant="default" component="a" href="#/" onClick={props.onRetry}>
          {words.home}
        </Button>
      </Group>
    </WholeScreen>
  );
}
