/** A chart as a picture to take away. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconPhotoDown } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { LegendEntry } from './ChartFrame.tsx';

interface Props {
  readonly title: string;
  readonly legend: readonly LegendEntry[] | undefined;
  readonly frame: RefObject<HTMLElement | null>;
}

export const SavePicture = ({ title, legend, frame }: Props) => {
  const save = async (kind: 'svg' | 'png'): Promise<void> => {
    const { savePicture } = await import('./save-picture.ts');
    if (frame.current) await savePicture(frame.current, { title, legend: legend ?? [] }, kind);
  };
  return (
    <Menu width={150} position="bottom-end">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={`Save the chart “${title}” as a picture`} title="Save as a picture">
          <IconPhotoDown size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save('svg')}>Picture (SVG)</Menu.Item>
        <Menu.Item onClick={() => void save('png')}>Picture (PNG)</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
